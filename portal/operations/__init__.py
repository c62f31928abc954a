"""What an operator needs: backup and restore, metrics, logs."""
