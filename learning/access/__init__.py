"""Who may do what, and who somebody is to the project: pure rules, no storage, no request."""
