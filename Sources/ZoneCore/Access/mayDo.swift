/// How far a permission goes for somebody; nobody known has only what is open.
public func reach(of principal: Principal?, _ permission: Permission) -> Reach {
    guard let principal else { return permission == .open ? .all : .none }
    if let scopes = principal.scopes, permission != .open, !scopes.contains(permission) {
        return .none
    }
    return permission.reaches[principal.role]
}

/// Whether somebody may do something with what `owners` names; the only place that decides it.
///
/// `owners` are the codes of the enterprises or departments that it belongs to. What belongs to nobody is only for
/// those who may do it with everything.
public func mayDo(
    _ principal: Principal?, _ permission: Permission, on owners: some Sequence<String> = []
) -> Bool {
    switch reach(of: principal, permission) {
    case .none: false
    case .all: true
    case .own: owners.contains { !$0.isEmpty && principal?.codes.contains($0) ?? false }
    }
}
