//! Logical views (RML-LV).

use std::collections::BTreeSet;

use oxigraph::model::NamedOrBlankNode;

use super::{Loader, name};
use crate::mapping::graph::Position;
use crate::mapping::model::{Embedded, Expression, Field, Formulation, Nested, SourceKind, View, ViewJoin};
use crate::vocab::rml;

impl Loader<'_> {
    pub(super) fn logical_view(&mut self, node: &NamedOrBlankNode, at: Position) -> Option<usize> {
        if self.open_views.contains(node) {
            self.problem(at, format!("the logical view `{}` rests on itself", name(node)), None);
            return None;
        }
        for property in [rml::REFERENCE_FORMULATION, rml::ITERATOR] {
            if let Some((_, at)) = self.all(node, property).first() {
                self.problem(
                    *at,
                    format!("a logical view has no `{}` of its own", super::short(property.as_str())),
                    None,
                );
            }
        }
        self.open_views.push(node.clone());
        let view = self.view(node, at);
        self.open_views.pop();
        let view = view?;
        self.check_names(&view, at);
        Some(self.add_source(name(node), at, Formulation::View, SourceKind::View(view)))
    }

    fn view(&mut self, node: &NamedOrBlankNode, at: Position) -> Option<View> {
        let (object, on_at) = self.one(node, rml::VIEW_ON, at, true)?;
        let on_node = self.resource(&object, on_at, "a logical source")?;
        let on = self.logical_source(&on_node, on_at)?;
        let scope = self.model.sources.get(on)?.scope;
        let fields = self.fields(node, "", scope);
        if fields.is_empty() {
            self.problem(at, "the logical view has no field".to_owned(), None);
        }
        let mut joins = Vec::new();
        for (property, inner) in [(rml::LEFT_JOIN, false), (rml::INNER_JOIN, true)] {
            for (object, at) in self.all(node, property) {
                let Some(join) = self.resource(&object, at, "a logical view join") else { continue };
                joins.extend(self.view_join(&join, at, inner, &fields));
            }
        }
        Some(View { on, fields, joins })
    }

    fn fields(&mut self, node: &NamedOrBlankNode, prefix: &str, scope: usize) -> Vec<Field> {
        let mut found = Vec::new();
        for (object, at) in self.all(node, rml::FIELD) {
            let Some(field) = self.resource(&object, at, "a field") else { continue };
            found.extend(self.nested(at, |loader| loader.field(&field, at, prefix, scope)));
        }
        found
    }

    fn field(&mut self, node: &NamedOrBlankNode, at: Position, prefix: &str, scope: usize) -> Option<Field> {
        let full = self.field_name(node, at, prefix)?;
        let embeds = self.is_a(node, rml::EXPRESSION_FIELD) && self.has(node, rml::FIELD);
        let nests = !embeds
            && (self.has(node, rml::FIELD)
                || self.has(node, rml::ITERATOR)
                || self.is_a(node, rml::ITERABLE_FIELD));
        let has_expression = [rml::REFERENCE, rml::TEMPLATE, rml::CONSTANT, rml::FUNCTION_EXECUTION]
            .into_iter()
            .any(|property| self.has(node, property));
        let iterator = self.text(node, rml::ITERATOR);
        let expression = if has_expression || !nests {
            self.valued(node, at, scope)?.expression
        } else if let Some((iterator, at)) = &iterator {
            self.reference(iterator, *at, scope)
        } else {
            self.problem(at, "the field has neither `rml:reference` nor `rml:iterator`".to_owned(), None);
            return None;
        };
        if !nests {
            let embedded = if embeds { self.embedded(node, &full) } else { Vec::new() };
            return Some(Field { name: full, expression, nested: None, embedded });
        }
        let parent = self.model.scopes.get(scope)?.formulation.clone();
        let changes = self.has(node, rml::REFERENCE_FORMULATION);
        let formulation = if changes { self.formulation(node, at, false)? } else { parent };
        let inner = self.add_scope(formulation);
        let fields = self.fields(node, &format!("{full}."), inner);
        let iterator = iterator.filter(|_| has_expression);
        Some(Field {
            name: full,
            expression,
            nested: Some(Nested { scope: inner, parsed: changes, iterator, fields }),
            embedded: Vec::new(),
        })
    }

    /// Fields that read the text of an expression field.
    fn embedded(&mut self, node: &NamedOrBlankNode, prefix: &str) -> Vec<Embedded> {
        let mut found = Vec::new();
        for (object, at) in self.all(node, rml::FIELD) {
            let Some(field) = self.resource(&object, at, "a field") else { continue };
            if !self.has(&field, rml::REFERENCE_FORMULATION) {
                self.problem(
                    at,
                    "a field inside of an expression field needs a reference formulation of its own"
                        .to_owned(),
                    Some("add `rml:referenceFormulation`, or make the outer field an rml:IterableField"),
                );
                continue;
            }
            let Some(full) = self.field_name(&field, at, &format!("{prefix}.")) else { continue };
            let Some(formulation) = self.formulation(&field, at, false) else { continue };
            let iterator = self.text(&field, rml::ITERATOR);
            let scope = self.add_scope(formulation);
            let fields = self.nested(at, |loader| Some(loader.fields(&field, &format!("{full}."), scope)));
            found.push(Embedded {
                name: full,
                nested: Nested { scope, parsed: true, iterator, fields: fields.unwrap_or_default() },
            });
        }
        found
    }

    fn field_name(&mut self, node: &NamedOrBlankNode, at: Position, prefix: &str) -> Option<String> {
        let Some((declared, name_at)) = self.text(node, rml::FIELD_NAME) else {
            self.problem(at, "the field has no `rml:fieldName`".to_owned(), None);
            return None;
        };
        if declared.is_empty() || declared.contains(['.', '#', '<', '>']) {
            self.problem(
                name_at,
                format!("`{declared}` cannot be the name of a field"),
                Some("use letters, digits and underscores"),
            );
            return None;
        }
        Some(format!("{prefix}{declared}"))
    }

    fn view_join(
        &mut self,
        node: &NamedOrBlankNode,
        at: Position,
        inner: bool,
        fields: &[Field],
    ) -> Option<ViewJoin> {
        let (object, parent_at) = self.one(node, rml::PARENT_LOGICAL_VIEW, at, true)?;
        let parent_node = self.resource(&object, parent_at, "a logical view")?;
        let parent = self.logical_source(&parent_node, parent_at)?;
        let parent_scope = self.model.sources.get(parent)?.scope;
        // The child's side speaks of the fields of the view itself, which are in no scope yet.
        let child_scope = self.add_scope(Formulation::View);
        let conditions = self.join_conditions(node, child_scope, parent_scope);
        if conditions.is_empty() {
            self.problem(at, "the join has no `rml:joinCondition`".to_owned(), None);
        }
        let names = keys(fields);
        self.check_references(child_scope, &names);
        let mut joined = Vec::new();
        for (object, at) in self.all(node, rml::FIELD) {
            let Some(field) = self.resource(&object, at, "a field") else { continue };
            let Some(full) = self.field_name(&field, at, "") else { continue };
            let Some(value) = self.valued(&field, at, parent_scope) else { continue };
            joined.push((full, value.expression));
        }
        if joined.is_empty() {
            self.problem(at, "the join has no field".to_owned(), None);
        }
        // Conditions point into the child's scope; the names are looked up in the rows by them.
        let conditions = conditions
            .into_iter()
            .map(|mut condition| {
                condition.child = self.by_name(condition.child, child_scope, &names);
                condition
            })
            .collect();
        Some(ViewJoin { parent, inner, conditions, fields: joined })
    }

    /// Points references at the keys of the rows of a view instead of the references of a scope.
    fn by_name(&self, expression: Expression, scope: usize, names: &[String]) -> Expression {
        let place = |index: usize| {
            let text = self.model.scopes.get(scope).and_then(|scope| scope.references.get(index));
            text.and_then(|text| names.iter().position(|name| *name == text.text)).unwrap_or(0)
        };
        match expression {
            Expression::Reference(index) => Expression::Reference(place(index)),
            Expression::Template(segments) => Expression::Template(
                segments
                    .into_iter()
                    .map(|segment| match segment {
                        crate::mapping::model::Segment::Reference(index) => {
                            crate::mapping::model::Segment::Reference(place(index))
                        }
                        text @ crate::mapping::model::Segment::Text(_) => text,
                    })
                    .collect(),
            ),
            other => other,
        }
    }

    fn check_names(&mut self, view: &View, at: Position) {
        let mut seen = BTreeSet::new();
        let joined = view.joins.iter().flat_map(|join| join.fields.iter().map(|(name, _)| name.clone()));
        let mut own = Vec::new();
        collect(&view.fields, &mut own);
        for name in own.into_iter().chain(joined) {
            if !seen.insert(name.clone()) {
                self.problem(at, format!("two fields of the view are called `{name}`"), None);
            }
        }
    }

    /// References to views must be keys of them.
    pub(super) fn check_views(&mut self) {
        for number in 0..self.model.sources.len() {
            let Some(source) = self.model.sources.get(number) else { continue };
            let SourceKind::View(view) = &source.kind else { continue };
            let (names, scope) = (view.keys(), source.scope);
            self.check_references(scope, &names);
        }
    }

    fn check_references(&mut self, scope: usize, names: &[String]) {
        let Some(scope) = self.model.scopes.get(scope) else { return };
        let missing: Vec<(String, Position)> = scope
            .references
            .iter()
            .filter(|reference| reference.text.starts_with('<') || !names.contains(&reference.text))
            .map(|reference| (reference.text.clone(), reference.at))
            .collect();
        for (text, at) in missing {
            let hint = format!("its keys are {}", names.join(", "));
            self.problem(
                at,
                format!("the logical view has no key `{text}` that can be referenced"),
                Some(&hint),
            );
        }
    }
}

impl View {
    /// The keys of its rows that can be referenced, in the order of the rows' cells.
    pub(in crate::mapping) fn keys(&self) -> Vec<String> {
        let mut names = keys(&self.fields);
        for (name, _) in self.joins.iter().flat_map(|join| &join.fields) {
            names.push(name.clone());
            names.push(format!("{name}.#"));
        }
        names
    }
}

/// The keys of the rows that fields make: `#`, and for each field its name, unless it iterates, and its index.
pub(in crate::mapping) fn keys(fields: &[Field]) -> Vec<String> {
    let mut names = vec!["#".to_owned()];
    push_keys(fields, &mut names);
    names
}

fn push_keys(fields: &[Field], names: &mut Vec<String>) {
    for field in fields {
        // An iterable field has its cell too, though nothing may refer to it.
        names.push(if field.nested.is_some() { format!("<{}>", field.name) } else { field.name.clone() });
        names.push(format!("{}.#", field.name));
        if let Some(nested) = &field.nested {
            push_keys(&nested.fields, names);
        }
        for embedded in &field.embedded {
            names.push(format!("<{}>", embedded.name));
            names.push(format!("{}.#", embedded.name));
            push_keys(&embedded.nested.fields, names);
        }
    }
}

fn collect(fields: &[Field], names: &mut Vec<String>) {
    for field in fields {
        names.push(field.name.clone());
        if let Some(nested) = &field.nested {
            collect(&nested.fields, names);
        }
        for embedded in &field.embedded {
            names.push(embedded.name.clone());
            collect(&embedded.nested.fields, names);
        }
    }
}
