"""Reconciliation: which of our records the names in somebody's table mean (OpenRefine).

The Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group
(https://reconciliation-api.github.io/specs/0.2/). There are two services, one for entities and one
for sources: what they identify, their types, properties and pages differ, and a document called
after a person must not make a person's name ambiguous. Public records only; nothing is kept between
two requests.
"""
