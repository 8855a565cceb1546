"""What a reader sees: one thin script per screen, grouped by the step of the route."""
