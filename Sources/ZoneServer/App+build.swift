public import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import ServiceLifecycle
public import ZoneServices

/// Puts the zone behind HTTP: the API under `/v1`, the pages, health and metrics.
public func makeApplication(
    zone: Zone, settings: ServerSettings, logger: Logger = Logger(label: "pilotzone.server")
) throws -> some ApplicationProtocol {
    try makeApplication(zone: zone, settings: settings, logger: logger) { _ in }
}

/// Serves until SIGTERM or SIGINT, finishes the requests in flight, then closes the zone.
///
/// `onRunning` is called once with the port, when connections are accepted. The zone is closed
/// also where the server can't start. A gateway, deliveries to departments and questions to
/// platforms run beside the server.
public func serve(
    zone: Zone, settings: ServerSettings, gateway: Gateway? = nil, pushers: [DutyPusher] = [],
    asker: PaymentAsker? = nil,
    logger: Logger = Logger(label: "pilotzone.server"),
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
) async throws {
    var services: [any Service] = [
        DutyService(zone: zone, pushers: pushers, logger: logger),
        FindingService(zone: zone, logger: logger),
    ]
    if let gateway { services.append(GatewayService(gateway: gateway, logger: logger)) }
    if let files = settings.tls { services.append(TLSReload(files: files, logger: logger)) }
    if let asker { services.append(PaymentService(asker: asker, logger: logger)) }
    do {
        let application = try makeApplication(
            zone: zone, settings: settings, services: services, logger: logger,
            onRunning: onRunning)
        try await application.runService()
    } catch {
        await zone.close()
        throw error
    }
    await zone.close()
}

private func makeApplication(
    zone: Zone, settings: ServerSettings, services: [any Service] = [], logger: Logger,
    onRunning: @escaping @Sendable (Int) async -> Void
) throws -> Application<RouterResponder<ZoneContext>> {
    let address = BindAddress.hostname(settings.host, port: settings.port)
    let plain = HTTPServerBuilder.http1(
        configuration: .init(
            idleTimeout: .seconds(Int64(settings.idleTimeoutSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: settings.headByteCountMax,
                maxHeaderListSize: settings.headByteCountMax, maxHeaderFieldCount: 100)))
    let server =
        if let files = settings.tls {
            try HTTPServerBuilder.tls(plain, configuration: files.configuration())
        } else {
            plain
        }
    return Application(
        router: makeRouter(zone: zone, settings: settings),
        server: server,
        configuration: ApplicationConfiguration(address: address),
        services: services,
        onServerRunning: { channel in
            let port = channel.localAddress?.port ?? settings.port
            logger.info("server listens", metadata: ["port": "\(port)"])
            await onRunning(port)
        }, logger: logger)
}

/// The router with its middleware, outermost first.
func makeRouter(zone: Zone, settings: ServerSettings) -> Router<ZoneContext> {
    // A build without its resources is found out here and not at the first visit.
    _ = Templates.parsed
    let metrics = Metrics()
    let plain = addRoutes(
        to: Router(context: ZoneContext.self), zone: zone, settings: settings, metrics)
    // What two persons wanted is done by the handlers alone: the gate let both of them through.
    let handlers = plain.buildResponder()
    let decisions = TwoPersonRoutes(zone: zone, settings: settings) { request, context in
        try await handlers.respond(to: request, context: context)
    }
    decisions.add(to: plain)
    let table = RouteTable(plain.routes)
    let router = Router(context: ZoneContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: RequestIdentity())
    router.add(middleware: RequestMeter(metrics: metrics, logsRequests: settings.logsRequests))
    router.add(middleware: SecurityHeaders(usesTLS: settings.usesTLS))
    router.add(middleware: ProblemAnswers(routes: table))
    if settings.accounts == .required {
        router.add(
            middleware: AccessGate(access: zone.access, settings: settings, table: .bundled))
    }
    decisions.add(to: router)
    return addRoutes(to: router, zone: zone, settings: settings, metrics)
}

private func addRoutes(
    to router: Router<ZoneContext>, zone: Zone, settings: ServerSettings, _ metrics: Metrics
) -> Router<ZoneContext> {
    MessageRoutes(zone: zone, settings: settings).add(to: router)
    DeclarationRoutes(zone: zone, settings: settings).add(to: router)
    CertificationRoutes(zone: zone).add(to: router)
    OrdinaryRoutes(zone: zone, settings: settings).add(to: router)
    FlowRoutes(zone: zone, settings: settings).add(to: router)
    ReceiptRoutes(zone: zone, settings: settings).add(to: router)
    EvidenceRoutes(zone: zone, settings: settings).add(to: router)
    GuaranteeRoutes(zone: zone, settings: settings).add(to: router)
    CreditRoutes(zone: zone, settings: settings).add(to: router)
    CreditRecordRoutes(zone: zone, settings: settings).add(to: router)
    EnterpriseRoutes(zone: zone, settings: settings).add(to: router)
    CertificateRoutes(zone: zone, settings: settings).add(to: router)
    OverseasWarehouseRoutes(zone: zone, settings: settings).add(to: router)
    ZoneExportRoutes(zone: zone, settings: settings).add(to: router)
    WarehouseRoutes(zone: zone, settings: settings).add(to: router)
    GatePassRoutes(zone: zone, settings: settings).add(to: router)
    StandardRoutes().add(to: router)
    RuleRoutes(zone: zone).add(to: router)
    RiskRoutes(zone: zone).add(to: router)
    SimulationRoutes(zone: zone, settings: settings).add(to: router)
    OperationRoutes(zone: zone, metrics: metrics).add(to: router)
    ZoneRegisterRoutes(zone: zone).add(to: router)
    DutyRoutes(zone: zone, settings: settings).add(to: router)
    LogRoutes(zone: zone).add(to: router)
    StatisticsRoutes(zone: zone, settings: settings).add(to: router)
    ExportDataRoutes(zone: zone).add(to: router)
    PaymentRoutes(zone: zone, settings: settings).add(to: router)
    PaymentPageRoutes(zone: zone).add(to: router)
    StatisticsReportRoutes(zone: zone).add(to: router)
    EvaluationRoutes(zone: zone).add(to: router)
    InspectionRoutes(zone: zone, settings: settings).add(to: router)
    InspectionFindingRoutes(zone: zone, settings: settings).add(to: router)
    MeasureRoutes(zone: zone, settings: settings).add(to: router)
    MeasurePageRoutes(zone: zone).add(to: router)
    InspectionPageRoutes(zone: zone, settings: settings).add(to: router)
    PlanRoutes(zone: zone, settings: settings).add(to: router)
    ApprovalRoutes(zone: zone, settings: settings).add(to: router)
    PlanPageRoutes(zone: zone).add(to: router)
    ApprovalPageRoutes(zone: zone).add(to: router)
    GatewayRoutes(zone: zone, settings: settings).add(to: router)
    PageRoutes(zone: zone, settings: settings).add(to: router)
    CreditPageRoutes(zone: zone).add(to: router)
    EnterprisePageRoutes(zone: zone, settings: settings).add(to: router)
    WarehousePageRoutes(zone: zone).add(to: router)
    ReferencePageRoutes().add(to: router)
    LogInRoutes(zone: zone, settings: settings).add(to: router)
    ProviderRoutes(zone: zone, settings: settings).add(to: router)
    AccountRoutes(zone: zone, settings: settings).add(to: router)
    AccountPageRoutes(zone: zone, settings: settings).add(to: router)
    return router
}
