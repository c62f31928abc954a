"""The touch terminals of the service hall."""

from portal.settings import environment

# Nobody touched it for so long: it asks whether somebody is still there …
KIOSK_IDLE_SECONDS = environment.whole_number("KIOSK_IDLE_SECONDS", 60)
# … and without an answer goes back to the start. WCAG 2.2.1 wants 20 seconds or more.
KIOSK_ANSWER_SECONDS = max(20, environment.whole_number("KIOSK_ANSWER_SECONDS", 30))
# Whether leaflets can be printed at the terminal.
KIOSK_PRINTER = environment.switch("KIOSK_PRINTER", True)
