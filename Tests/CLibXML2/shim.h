#pragma once
// libxml2 is what the tests and the benchmark compare with; the server does not use it.
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

/// Says nothing: the verdict is all that is asked for.
static inline void zoneIgnore(void *context, const char *text, ...) {
    (void)context;
    (void)text;
}

/// Keeps the start of the first message of a parse or a validation.
static inline void zoneKeepFirst(void *context, xmlErrorPtr error) {
    char *kept = (char *)context;
    if (kept != NULL && kept[0] == 0 && error != NULL && error->message != NULL) {
        strncpy(kept, error->message, 255);
    }
}

/// A parsed schema, or NULL. `kept`, of 256 bytes, takes the first message.
static inline xmlSchemaPtr zoneSchema(const char *path, char *kept) {
    xmlSchemaParserCtxtPtr context = xmlSchemaNewParserCtxt(path);
    xmlSchemaSetParserStructuredErrors(context, zoneKeepFirst, kept);
    xmlSchemaPtr schema = xmlSchemaParse(context);
    xmlSchemaFreeParserCtxt(context);
    return schema;
}

/// DOM and schema validation of one message: 1 valid, 0 invalid, -1 not well-formed.
static inline int zoneVerdict(
    xmlSchemaPtr schema, const char *bytes, int count, char *kept
) {
    xmlSetStructuredErrorFunc(kept, zoneKeepFirst);
    xmlDocPtr document = xmlReadMemory(
        bytes, count, "message", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR * 0);
    if (document == NULL) {
        xmlSetStructuredErrorFunc(NULL, NULL);
        return -1;
    }
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidStructuredErrors(context, zoneKeepFirst, kept);
    int result = xmlSchemaValidateDoc(context, document);
    xmlSchemaFreeValidCtxt(context);
    xmlFreeDoc(document);
    xmlSetStructuredErrorFunc(NULL, NULL);
    return result == 0 ? 1 : 0;
}
