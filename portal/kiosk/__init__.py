"""The service hall's touch terminals (S 5.3.2): the whole way by touch, QR codes to take away, back to the start."""
