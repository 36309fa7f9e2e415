"""The rules of points (履职积分, J13): no database, no web, no clock."""
