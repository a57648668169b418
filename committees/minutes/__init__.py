"""Minutes of a meeting, from the first word typed to the signature.

`drafting` writes them, `workflow` moves them from draft to signed, `record` says what the meeting's own record knows
(who was there, what was declared), `wording` puts all of it together as plain data, `editions` prints and freezes it,
`next_agenda` puts them before the committee, `extracts` takes one item out, `following` looks after the actions.
"""
