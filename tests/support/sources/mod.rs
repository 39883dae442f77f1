//! The sources of the project as data: files, what they name, how long they and their functions are.
//!
//! Only as much of Rust is read as it takes: words, signs and paths of words, `use` trees, and braces.

mod modules;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use modules::Modules;
pub(crate) use tokens::{Token, lex, without_tests};

/// Lists the files of a folder and of those in it, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A function with its first line and how many lines it has, from `fn` to its last brace.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) lines: usize,
}

/// Lists the functions that have a body.
pub(crate) fn functions(tokens: &[Token]) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is("fn")) {
        // Of `fn` as a type no name follows.
        let Some(name) = tokens[at + 1..].iter().take(2).find_map(Token::word) else { continue };
        let mut depth = 0;
        let body = tokens[at..].iter().position(|token| {
            depth += i32::from(token.is("(") || token.is("[")) - i32::from(token.is(")") || token.is("]"));
            depth == 0 && (token.is("{") || token.is(";")) || depth < 0
        });
        if let Some(open) = body.map(|body| at + body).filter(|&open| tokens[open].is("{")) {
            let close = tokens::closing(tokens, open);
            found.push(Function { name: name.to_owned(), line: token.line, lines: tokens[close].line - token.line + 1 });
        }
    }
    found
}

/// Returns the groups of files that name one another in a circle, directly or not: given of each file which others it names.
pub(crate) fn circles(names: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let reached: Vec<Vec<bool>> = (0..names.len())
        .map(|from| {
            let mut reached = vec![false; names.len()];
            let mut queue = vec![from];
            while let Some(file) = queue.pop() {
                for &next in &names[file] {
                    if !std::mem::replace(&mut reached[next], true) {
                        queue.push(next);
                    }
                }
            }
            reached
        })
        .collect();
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for file in (0..names.len()).filter(|&file| reached[file][file]) {
        match circles.iter_mut().find(|circle| reached[file][circle[0]] && reached[circle[0]][file]) {
            Some(circle) => circle.push(file),
            None => circles.push(vec![file]),
        }
    }
    circles
}
