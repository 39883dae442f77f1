//! How findings are said: text, Markdown and JSON.
