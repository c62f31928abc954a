"""Back-office screens: editing with the gate, answering for what is incomplete, withdrawing, merging, reviewing."""
