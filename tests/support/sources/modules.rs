//! Which file of a crate names what of which other file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::tokens::{Token, closing, lex, without_tests};

/// The modules of a crate, as its files declare them; what only tests see is left out.
pub(crate) struct Modules {
    modules: Vec<Module>,
}

struct Module {
    file: PathBuf,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// What `use` gives a name to: the path as written.
    used: BTreeMap<String, Vec<String>>,
    /// Paths of which all is used.
    globs: Vec<Vec<String>>,
    /// Names declared here.
    items: BTreeSet<String>,
    /// All but the `use` declarations and visibilities.
    tokens: Vec<Token>,
}

/// What a path leads to.
enum Found {
    Module(usize),
    ItemOf(usize),
}

impl Modules {
    /// Reads a crate from its root file.
    pub(crate) fn read(root: &Path) -> Self {
        let mut modules = Vec::new();
        let mut waiting = vec![(root.to_owned(), root.parent().expect("a file is in a folder").to_owned(), None)];
        while let Some((file, folder, parent)) = waiting.pop() {
            let number = modules.len();
            let (module, declared) = Module::read(file, parent);
            modules.push(module);
            for name in declared {
                let (flat, nested) = (folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs"));
                let file = if flat.exists() { flat } else { nested };
                waiting.push((file, folder.join(name), Some(number)));
            }
            if let Some(parent) = parent {
                let name = module_name(&modules[number].file);
                modules[parent].children.insert(name, number);
            }
        }
        Self { modules }
    }

    /// Lists the files of the crate, in the order in which `names` numbers them.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.modules.iter().map(|module| &*module.file)
    }

    /// Lists, of each file, which other files it names something of.
    ///
    /// A `use` whose name is not used further in the file passes something on and names nothing. The modules that a file is a part of do not
    /// count: what they declare is there for their parts.
    pub(crate) fn names(&self) -> Vec<Vec<usize>> {
        (0..self.modules.len())
            .map(|number| {
                let named = self.modules[number].paths();
                let targets = named.iter().filter_map(|path| self.target(number, path)).filter(|&target| !self.is_part_of(number, target));
                targets.collect::<BTreeSet<usize>>().into_iter().collect()
            })
            .collect()
    }

    fn is_part_of(&self, number: usize, whole: usize) -> bool {
        std::iter::successors(Some(number), |&part| self.modules[part].parent).any(|part| part == whole)
    }

    /// Returns the file that declares what a path in a module means; `None` for what is not of this crate, or no path at all.
    fn target(&self, number: usize, path: &[String]) -> Option<usize> {
        match self.resolve(number, path, &mut Vec::new())? {
            Found::ItemOf(module) => Some(module),
            // A word that happens to be the name of a module, such as that of a variable.
            Found::Module(_) if path.len() == 1 => None,
            Found::Module(module) => Some(module),
        }
    }

    fn resolve(&self, number: usize, path: &[String], seen: &mut Vec<(usize, Vec<String>)>) -> Option<Found> {
        let step = (number, path.to_vec());
        if seen.contains(&step) {
            return None;
        }
        seen.push(step);
        let module = &self.modules[number];
        let Some((first, rest)) = path.split_first() else { return Some(Found::Module(number)) };
        match first.as_str() {
            "crate" => return self.resolve(0, rest, seen),
            "self" => return self.resolve(number, rest, seen),
            "super" => return self.resolve(module.parent?, rest, seen),
            _ => {}
        }
        if let Some(&child) = module.children.get(first) {
            return self.resolve(child, rest, seen);
        }
        if module.items.contains(first) {
            return Some(Found::ItemOf(number));
        }
        if let Some(used) = module.used.get(first) {
            return self.resolve(number, &[used, rest].concat(), seen);
        }
        module.globs.iter().find_map(|glob| match self.resolve(number, glob, seen)? {
            Found::Module(module) => self.resolve(module, path, seen),
            Found::ItemOf(_) => None,
        })
    }
}

/// Returns the name of the module in a file.
fn module_name(file: &Path) -> String {
    let stem = file.file_stem().expect("a file has a name").to_string_lossy();
    match &*stem {
        "mod" => file.parent().and_then(Path::file_name).expect("it is in a folder").to_string_lossy().into_owned(),
        _ => stem.into_owned(),
    }
}

/// Takes what stands in the braces of a `use` tree apart at its commas.
fn branches(tokens: &[Token]) -> Vec<&[Token]> {
    let mut branches = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < tokens.len() {
        match &*tokens[at].text {
            "{" => at = closing(tokens, at),
            "," => {
                branches.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    branches.push(&tokens[start..]);
    branches.retain(|branch| !branch.is_empty());
    branches
}

impl Module {
    /// Reads a file. Returns its module and the names of those that it declares.
    fn read(file: PathBuf, parent: Option<usize>) -> (Self, Vec<String>) {
        const DECLARE: [&str; 8] = ["fn", "struct", "enum", "trait", "const", "static", "type", "union"];
        let all = without_tests(&lex(&fs::read_to_string(&file).expect("it can be read")));
        let (children, used, globs, items) = (BTreeMap::new(), BTreeMap::new(), Vec::new(), BTreeSet::new());
        let mut module = Self { file, parent, children, used, globs, items, tokens: Vec::new() };
        let mut declared = Vec::new();
        let mut depth = 0;
        let mut at = 0;
        while at < all.len() {
            let token = &all[at];
            depth += i32::from(token.is("{")) - i32::from(token.is("}"));
            let next = all.get(at + 1);
            match &*token.text {
                "pub" if next.is_some_and(|next| next.is("(")) => at = closing(&all, at + 1),
                // Behind a type, `use<..>` names what it captures.
                "use" if next.is_some_and(|next| !next.is("<")) => {
                    let end = at + all[at..].iter().position(|token| token.is(";")).expect("a use ends");
                    module.take_use(&all[at + 1..end]);
                    at = end;
                }
                "mod" if all.get(at + 2).is_some_and(|token| token.is(";")) => {
                    declared.extend(next.and_then(Token::word).map(str::to_owned));
                    at += 2;
                }
                word => {
                    if depth == 0 && DECLARE.contains(&word) {
                        module.items.extend(next.and_then(Token::word).map(str::to_owned));
                    }
                    module.tokens.push(token.clone());
                }
            }
            at += 1;
        }
        (module, declared)
    }

    /// Takes in a `use` tree.
    fn take_use(&mut self, tree: &[Token]) {
        let mut waiting: Vec<(Vec<String>, &[Token])> = vec![(Vec::new(), tree)];
        while let Some((mut path, tree)) = waiting.pop() {
            let open = tree.iter().position(|token| token.is("{"));
            let words = &tree[..open.unwrap_or(tree.len())];
            let renamed = words.iter().position(|token| token.is("as"));
            path.extend(words[..renamed.unwrap_or(words.len())].iter().filter(|token| !token.is("::")).map(|token| token.text.clone()));
            if let Some(open) = open {
                let inside = &tree[open + 1..closing(tree, open)];
                waiting.extend(branches(inside).into_iter().map(|branch| (path.clone(), branch)));
                continue;
            }
            if path.last().is_some_and(|last| last == "*") {
                path.pop();
                self.globs.push(path);
                continue;
            }
            if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name = renamed.map_or_else(|| path.last().cloned(), |at| Some(words[at + 1].text.clone()));
            self.used.extend(name.map(|name| (name, path)));
        }
    }

    /// Lists the paths that the code holds, single words too, but for fields and methods.
    fn paths(&self) -> BTreeSet<Vec<String>> {
        let mut paths = BTreeSet::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let Some(first) = self.tokens[at].word() else {
                at += 1;
                continue;
            };
            let is_member = at > 0 && (self.tokens[at - 1].is(".") || self.tokens[at - 1].is("::"));
            let mut path = vec![first.to_owned()];
            while self.tokens.get(at + 1).is_some_and(|token| token.is("::")) {
                let Some(word) = self.tokens.get(at + 2).and_then(Token::word) else { break };
                path.push(word.to_owned());
                at += 2;
            }
            if !is_member {
                paths.insert(path);
            }
            at += 1;
        }
        paths
    }
}
