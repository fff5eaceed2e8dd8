/// Indexes by time of what the log shows; the hot steps of the intake are in none of them.
enum LogSchema {
    static let sql = """
        CREATE INDEX audit_event_at ON audit_event (at_ms);
        CREATE INDEX duty_delivery_at ON duty_delivery (at_ms);
        CREATE INDEX person_access_at ON person_access (at_ms);
        CREATE INDEX step_log ON step (at_ms) WHERE kind IN (3, 4);
        """
}
