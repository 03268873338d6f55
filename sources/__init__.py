"""From the outside world to an article: values, formats, the intake, the watched folder."""
