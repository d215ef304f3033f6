"""The schema's steps. To add one: a file in versions/, SCHEMA_VERSION up by one, and a test of the step.

Batch migrations drop child rows under foreign keys, and lose triggers and unnamed constraints: steps run with
foreign keys off in one transaction that rolls back whole, and everything has a name.
"""
