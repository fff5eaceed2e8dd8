#pragma once
// libxml2 is what the tests and the benchmark compare with; the server does not use it.
// ICU's headers would clash with those inside Foundation; nothing here needs them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/xpathInternals.h>
#include <libxml/xmlschemas.h>
#include <string.h>

/// Keeps the start of the first message of a parse or a validation.
static inline void zoneKeepFirst(void *context, xmlErrorPtr error) {
    char *kept = (char *)context;
    if (kept != NULL && kept[0] == 0 && error != NULL && error->message != NULL) {
        strncpy(kept, error->message, 4095);
    }
}

/// A parsed schema, or NULL. `kept`, of 4096 bytes, takes the first message.
static inline xmlSchemaPtr zoneSchema(const char *path, char *kept) {
    xmlSchemaParserCtxtPtr context = xmlSchemaNewParserCtxt(path);
    xmlSchemaSetParserStructuredErrors(context, zoneKeepFirst, kept);
    xmlSchemaPtr schema = xmlSchemaParse(context);
    xmlSchemaFreeParserCtxt(context);
    return schema;
}

/// DOM and schema validation of one message: 1 valid, 0 invalid, -1 not well-formed, by XML 1.0 or by
/// Namespaces in XML. `kept`, of 4096 bytes or NULL, takes the first message.
static inline int zoneVerdict(
    xmlSchemaPtr schema, const char *bytes, int count, char *kept
) {
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlSetStructuredErrorFunc(kept, zoneKeepFirst);
    xmlDocPtr document = xmlCtxtReadMemory(parser, bytes, count, "message", NULL, XML_PARSE_NONET);
    int result = -1;
    if (document != NULL && parser->wellFormed && parser->nsWellFormed) {
        xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
        xmlSchemaSetValidStructuredErrors(context, zoneKeepFirst, kept);
        result = xmlSchemaValidateDoc(context, document) == 0;
        xmlSchemaFreeValidCtxt(context);
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlFreeDoc(document);
    xmlFreeParserCtxt(parser);
    return result;
}

static inline void zoneDrop(void *context, xmlErrorPtr error) {}

/// Canonical XML 1.0 without comments of the nodes that `nodes` (XPath) selects, or of the whole document where it is
/// NULL. `out` is to be freed with `zoneFree`; -1 where there is none.
static inline int zoneCanonical(
    const char *bytes, int count, const char *nodes, unsigned char **out
) {
    xmlSetStructuredErrorFunc(NULL, zoneDrop);
    xmlDocPtr document = xmlReadMemory(bytes, count, "message", NULL, XML_PARSE_NONET);
    if (document == NULL) {
        xmlSetStructuredErrorFunc(NULL, NULL);
        return -1;
    }
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathRegisterNs(
        context, (const xmlChar *)"ds", (const xmlChar *)"http://www.w3.org/2000/09/xmldsig#");
    xmlXPathObjectPtr found =
        nodes == NULL ? NULL : xmlXPathEvalExpression((const xmlChar *)nodes, context);
    int result = xmlC14NDocDumpMemory(
        document, found == NULL ? NULL : found->nodesetval, XML_C14N_1_0, NULL, 0, out);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(document);
    xmlSetStructuredErrorFunc(NULL, NULL);
    return result;
}

static inline void zoneFree(unsigned char *bytes) { xmlFree(bytes); }
