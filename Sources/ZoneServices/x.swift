enum ZoneServicesPlaceholder {}
