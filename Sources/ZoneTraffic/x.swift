enum ZoneTrafficPlaceholder {}
