/// The parameters of enterprises and overseas warehouses.
extension ParameterID {
    /// What enterprises file.
    static let enterprises: [ParameterID] = [overseasWarehouseFiling, registerIsAsked]

    public static let overseasWarehouseFiling = ParameterID(
        "enterprise.overseas-warehouse-filing", .flag)
    public static let registerIsAsked = ParameterID("enterprise.register-asked", .flag)
}
