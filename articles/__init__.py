"""The archive itself: texts, what they quote and name, and where it comes from."""
