"""Users in a SQL database: tables, mapping, stores, the unit of work. No rule of the business."""
