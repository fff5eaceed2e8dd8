enum ZoneServerPlaceholder {}
