enum ZoneMessagesPlaceholder {}
