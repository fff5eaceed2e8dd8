enum ZoneStorePlaceholder {}
