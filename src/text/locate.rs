//! From the path of a problem to its place in the text that it was read from.

use std::collections::HashMap;

use super::mend::Mend;
use super::node::{Entry, Node, Span, Value};
use crate::draft::Segment;

/// Tables with more entries than this get an index when they are looked into.
const SMALL: usize = 16;
/// The keys of tables by id, in which an index is an entry.
const SECTIONS: [&str; 7] = ["sources", "parties", "rounds", "issues", "measures", "terms", "by"];

/// A text's nodes, ready to be asked where the parts of a draft stand.
///
/// # Complexity
///
/// Making it takes constant time. The first question about a large table takes time linear in it, later ones constant time.
pub(super) struct Locator<'n> {
    root: &'n Node<'n>,
    misspelt: &'n HashMap<Span, &'static str>,
    /// The first entry of each key, of tables that have been looked into.
    indexes: HashMap<*const Entry<'n>, HashMap<&'n str, usize>>,
}

/// What a path leads to.
pub(super) struct Found<'n> {
    pub(super) span: Span,
    /// The value there, if the path led to the end and not to a key itself.
    pub(super) node: Option<&'n Node<'n>>,
    /// The entry whose value or key it is, if it is that of one.
    pub(super) entry: Option<&'n Entry<'n>>,
    /// The innermost item of a list on the way.
    pub(super) item: Option<Item<'n>>,
}

/// An item of a list.
#[derive(Clone, Copy)]
pub(super) enum Item<'n> {
    /// One of several.
    Among(Span),
    /// The only one, which may stand without brackets: with it the entry goes.
    Alone(&'n Entry<'n>),
}

impl Item<'_> {
    /// Returns how it is removed.
    pub(super) const fn removal(self) -> Mend {
        match self {
            Self::Among(at) => Mend::RemoveItem { at },
            Self::Alone(entry) => Mend::without(entry),
        }
    }
}

impl Found<'_> {
    /// Says that something is missing from what stands at a place.
    const fn around(span: Span) -> Self {
        Self { span, node: None, entry: None, item: None }
    }
}

impl<'n> Locator<'n> {
    pub(super) fn new(root: &'n Node<'n>, misspelt: &'n HashMap<Span, &'static str>) -> Self {
        Self { root, misspelt, indexes: HashMap::new() }
    }

    /// Follows a path as far as it goes; what is missing is at the nearest thing around it.
    pub(super) fn find(&mut self, path: &[Segment]) -> Found<'n> {
        let mut node = self.root;
        // Of a table with a repeated key: the entry that is meant.
        let mut chosen: Option<&'n Entry<'n>> = None;
        let (mut last, mut within) = (None, None);
        for (i, segment) in path.iter().enumerate() {
            let in_section = i > 0 && matches!(&path[i - 1], Segment::Key(key) if SECTIONS.contains(&&**key));
            let entry = match (segment, chosen.take(), &node.value) {
                (Segment::Index(i), _, Value::List(items)) => match items.get(*i) {
                    Some(item) => {
                        node = item;
                        within = if items.len() > 1 { Some(Item::Among(item.span)) } else { last.take().map(Item::Alone) };
                        last = None;
                        continue;
                    }
                    None => return Found::around(node.span),
                },
                (Segment::Index(i), _, Value::Table(entries)) if in_section => {
                    chosen = entries.get(*i);
                    continue;
                }
                // A single item without the brackets of a list.
                (Segment::Index(_), ..) => {
                    within = last.map(Item::Alone);
                    continue;
                }
                (Segment::Key(_) | Segment::KeyItself(_), Some(entry), _) => Some(entry),
                (Segment::Key(key) | Segment::KeyItself(key), None, Value::Table(entries)) => self.entry(entries, key),
                _ => None,
            };
            match (segment, entry) {
                (Segment::Key(_), Some(entry)) => (node, last) = (&entry.node, Some(entry)),
                (_, Some(entry)) => return Found { span: entry.key_span, node: None, entry: Some(entry), item: within },
                (_, None) => return Found::around(node.span),
            }
        }
        Found { span: chosen.map_or(node.span, |entry| entry.key_span), node: Some(node), entry: last, item: within }
    }

    fn entry(&mut self, entries: &'n [Entry<'n>], key: &str) -> Option<&'n Entry<'n>> {
        let misspelt = self.misspelt;
        if entries.len() > SMALL {
            let index = self.indexes.entry(entries.as_ptr()).or_insert_with(|| {
                let mut index = HashMap::with_capacity(entries.len());
                for (i, entry) in entries.iter().enumerate() {
                    index.entry(&*entry.key).or_insert(i);
                }
                index
            });
            if let Some(&i) = index.get(key) {
                return entries.get(i);
            }
        } else if let Some(entry) = entries.iter().find(|entry| entry.key == key) {
            return Some(entry);
        }
        if misspelt.is_empty() {
            return None;
        }
        entries.iter().find(|entry| misspelt.get(&entry.key_span).is_some_and(|&meant| meant == key))
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_toml::parse;
    use super::*;

    fn at(text: &str, path: &[Segment]) -> String {
        let root = parse(text, &mut Vec::new()).unwrap();
        let misspelt = HashMap::new();
        let span = Locator::new(&root, &misspelt).find(path).span;
        text[span.start..span.end].to_owned()
    }

    fn key(key: &str) -> Segment {
        Segment::Key(key.to_owned())
    }

    fn itself(key: &str) -> Segment {
        Segment::KeyItself(key.to_owned())
    }

    #[test]
    fn values_keys_and_items_are_found() {
        let text = "[measures.lift]\nby = ['us', 'rok']\n[[statements]]\nafter = 'x'\n[[statements]]\nafter = ['y', { any = ['z'] }]\n";
        let measure = [key("measures"), key("lift")];
        assert_eq!(at(text, &measure), "lift");
        assert_eq!(at(text, &[key("measures"), itself("lift")]), "lift");
        assert_eq!(at(text, &[key("measures"), key("lift"), key("by"), Segment::Index(1)]), "'rok'");
        assert_eq!(at(text, &[key("measures"), key("lift"), itself("by")]), "by");
        assert_eq!(at(text, &[key("statements"), Segment::Index(1)]), "[[statements]]");
        assert_eq!(at(text, &[key("statements"), Segment::Index(0), key("after"), Segment::Index(0)]), "'x'");
        let any = [key("statements"), Segment::Index(1), key("after"), Segment::Index(1), key("any"), Segment::Index(0)];
        assert_eq!(at(text, &any), "'z'");
    }

    #[test]
    fn what_is_missing_is_at_what_is_around_it() {
        let text = "[measures.lift]\ntakes = 1\n[[statements]]\nparty = 'us'\n";
        assert_eq!(at(text, &[key("measures"), key("lift"), key("by"), Segment::Index(0)]), "lift");
        assert_eq!(at(text, &[key("statements"), Segment::Index(0), key("demands")]), "[[statements]]");
        assert_eq!(at(text, &[key("statements"), Segment::Index(7), key("demands")]), "statements");
        assert_eq!(at(text, &[key("nothing"), key("here")]), "");
    }

    #[test]
    fn entries_of_repeated_keys_are_found_by_position() {
        let text = r#"{"parties": {"us": {"name": "a"}, "us": {"name": "b"}}}"#;
        let root = super::super::parse_json::parse(text, &mut Vec::new()).unwrap();
        let misspelt = HashMap::new();
        let mut locator = Locator::new(&root, &misspelt);
        let span = locator.find(&[key("parties"), Segment::Index(1), itself("us")]).span;
        assert_eq!(span.start, text.rfind("\"us\"").unwrap());
        let span = locator.find(&[key("parties"), Segment::Index(1), key("us"), key("name")]).span;
        assert_eq!(&text[span.start..span.end], "\"b\"");
    }
}
