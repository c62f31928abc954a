"""The look: loader, base theme and others."""
