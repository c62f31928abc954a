"""Activities 宣讲、沙龙、培训 (S 7.2.1.4, 7.2.2.4); never called events."""
