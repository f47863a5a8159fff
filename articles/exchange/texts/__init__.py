"""Articles from files: .txt, .html and .docx become drafts, each file once."""
