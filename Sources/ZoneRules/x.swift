enum ZoneRulesPlaceholder {}
