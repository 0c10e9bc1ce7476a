//! Terms of RML, snapshot 2026-03-16: Core, IO, LV, FNML and CC share one namespace.

use oxigraph::model::NamedNodeRef;

/// The namespace, prefix `rml:`.
pub const NAMESPACE: &str = "http://w3id.org/rml/";

/// The namespace of the older RML vocabulary.
pub const LEGACY: &str = "http://semweb.mmlab.be/ns/rml#";

/// The namespace of R2RML, prefix `rr:`.
pub const R2RML: &str = "http://www.w3.org/ns/r2rml#";

/// The namespace of the older query languages, prefix `ql:`.
pub const QUERY_LANGUAGE: &str = "http://semweb.mmlab.be/ns/ql#";

/// The namespace of our extensions: JSON Lines and a few functions.
pub const EXTENSION: &str = "https://w3id.org/casegraph/rml#";

macro_rules! terms {
    ($($name:ident = $local:literal,)*) => {
        $(
            #[doc = concat!("`rml:", $local, "`")]
            pub const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!("http://w3id.org/rml/", $local));
        )*
    };
}

terms! {
    TRIPLES_MAP = "TriplesMap",
    LOGICAL_SOURCE = "logicalSource",
    SOURCE = "source",
    REFERENCE_FORMULATION = "referenceFormulation",
    ITERATOR = "iterator",
    PATH = "path",
    ROOT = "root",
    NULL = "null",
    ENCODING = "encoding",
    COMPRESSION = "compression",
    NAMESPACE_TERM = "namespace",
    NAMESPACE_PREFIX = "namespacePrefix",
    NAMESPACE_URL = "namespaceURL",
    RELATIVE_PATH_SOURCE = "RelativePathSource",
    FILE_PATH = "FilePath",
    CURRENT_WORKING_DIRECTORY = "CurrentWorkingDirectory",
    MAPPING_DIRECTORY = "MappingDirectory",
    CSV = "CSV",
    JSON_PATH = "JSONPath",
    XPATH = "XPath",
    XPATH_REFERENCE_FORMULATION = "XPathReferenceFormulation",
    BASE_IRI = "baseIRI",
    SUBJECT = "subject",
    SUBJECT_MAP = "subjectMap",
    PREDICATE = "predicate",
    PREDICATE_MAP = "predicateMap",
    OBJECT = "object",
    OBJECT_MAP = "objectMap",
    GRAPH = "graph",
    GRAPH_MAP = "graphMap",
    DEFAULT_GRAPH = "defaultGraph",
    CLASS = "class",
    PREDICATE_OBJECT_MAP = "predicateObjectMap",
    CONSTANT = "constant",
    REFERENCE = "reference",
    TEMPLATE = "template",
    TERM_TYPE = "termType",
    IRI = "IRI",
    URI = "URI",
    UNSAFE_IRI = "UnsafeIRI",
    UNSAFE_URI = "UnsafeURI",
    BLANK_NODE = "BlankNode",
    LITERAL = "Literal",
    LANGUAGE = "language",
    LANGUAGE_MAP = "languageMap",
    DATATYPE = "datatype",
    DATATYPE_MAP = "datatypeMap",
    PARENT_TRIPLES_MAP = "parentTriplesMap",
    JOIN_CONDITION = "joinCondition",
    CHILD = "child",
    CHILD_MAP = "childMap",
    PARENT = "parent",
    PARENT_MAP = "parentMap",
    LOGICAL_TARGET = "logicalTarget",
    TARGET = "target",
    SERIALIZATION = "serialization",
    VIEW_ON = "viewOn",
    FIELD = "field",
    FIELD_NAME = "fieldName",
    EXPRESSION_FIELD = "ExpressionField",
    ITERABLE_FIELD = "IterableField",
    LEFT_JOIN = "leftJoin",
    INNER_JOIN = "innerJoin",
    PARENT_LOGICAL_VIEW = "parentLogicalView",
    FUNCTION_EXECUTION = "functionExecution",
    FUNCTION = "function",
    FUNCTION_MAP = "functionMap",
    INPUT = "input",
    PARAMETER = "parameter",
    PARAMETER_MAP = "parameterMap",
    INPUT_VALUE = "inputValue",
    INPUT_VALUE_MAP = "inputValueMap",
    RETURN = "return",
    RETURN_MAP = "returnMap",
    CONDITION = "condition",
    GATHER = "gather",
    GATHER_AS = "gatherAs",
    STRATEGY = "strategy",
    APPEND = "append",
    CARTESIAN_PRODUCT = "cartesianProduct",
    ALLOW_EMPTY_LIST_AND_CONTAINER = "allowEmptyListAndContainer",
}

/// Our reference formulation of JSON Lines: one JSON text a line, references in `JSONPath`.
pub const JSON_LINES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/casegraph/rml#JSONLines");
