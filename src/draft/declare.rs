//! What a declaration of fields comes to: a struct, its setters, and access to its fields by position.

pub(super) use super::field::Stored;

/// Declares kinds of tables with their fields.
///
/// Of a field there stand what it is, its key, how it is kept, and a [`Field`](super::field::Field) that says the rest.
/// A table that is `built` has setters for those who make a draft in code; one that is only `written` has none.
macro_rules! records {
    ($(
        $(#[doc = $about:expr])+
        $vis:vis $mode:ident $name:ident $short:literal $what:literal $(with chief $chief:literal)? {
            $($(#[doc = $doc:expr])+ $key:ident: $kept:ident $(($nested:ident))? = $field:expr;)*
        }
    )*) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Debug, Default, PartialEq)]
            $vis struct $name<'t> {
                $($(#[doc = $doc])+ pub $key: super::declare::kept!('t, $kept $(($nested))?),)*
            }

            impl $name<'_> {
                /// What such a table has, and how it is read and written.
                pub(crate) const RECORD: &'static Record = &Record {
                    what: $what,
                    name: $short,
                    doc: concat!($($about, "\n"),+),
                    fields: &[$(Field { key: stringify!($key), doc: concat!($($doc, "\n"),+), ..$field }),*],
                    chief: super::declare::maybe!($($chief)?),
                };
            }

            impl<'t> $name<'t> {
                $(super::declare::setter!($mode 't, $vis $key $kept [$($doc),+]);)*
            }

            const _: () = {
                #[expect(non_camel_case_types, reason = "the variants are keys")]
                enum At { $($key),* }

                assert!($name::RECORD.fields.len() <= Seen::MOST, "fields that are read are noted in as many bits");

                impl<'t> Fields<'t> for $name<'t> {
                    fn record(&self) -> &'static Record {
                        $name::RECORD
                    }

                    fn slot(&mut self, position: usize) -> Slot<'_, 't> {
                        $(if position == At::$key as usize {
                            return self.$key.slot();
                        })*
                        unreachable!("positions are those of the fields")
                    }

                    fn value(&self, position: usize) -> Option<Value<'_, 't>> {
                        $(if position == At::$key as usize {
                            return self.$key.value();
                        })*
                        unreachable!("positions are those of the fields")
                    }
                }
            };
        )*

        /// Every kind of table.
        pub(crate) const RECORDS: &[&Record] = &[$($name::RECORD),*];
    };
}

/// The type as which a field is kept.
macro_rules! kept {
    ($t:lifetime, text) => { Option<Cow<$t, str>> };
    ($t:lifetime, whole) => { Option<u32> };
    ($t:lifetime, number) => { Option<f64> };
    ($t:lifetime, truth) => { Option<bool> };
    ($t:lifetime, texts) => { Vec<Cow<$t, str>> };
    ($t:lifetime, given_texts) => { Option<Vec<Cow<$t, str>>> };
    ($t:lifetime, one_or_many) => { List<Cow<$t, str>> };
    ($t:lifetime, preconditions) => { List<PreconditionDraft<$t>> };
    ($t:lifetime, done) => { Option<DoneDraft<$t>> };
    ($t:lifetime, entries($nested:ident)) => { Entries<$t, $nested<$t>> };
    ($t:lifetime, tables($nested:ident)) => { Vec<$nested<$t>> };
}

/// The method that sets a field in code; what is done and tables have methods of their own.
macro_rules! setter {
    (written $($of:tt)*) => {};
    (built $($of:tt)*) => { super::declare::setter!($($of)*); };
    ($t:lifetime, $vis:vis $key:ident done [$($doc:expr),+]) => {};
    ($t:lifetime, $vis:vis $key:ident entries [$($doc:expr),+]) => {};
    ($t:lifetime, $vis:vis $key:ident tables [$($doc:expr),+]) => {};
    ($t:lifetime, $vis:vis $key:ident preconditions [$($doc:expr),+]) => {
        super::declare::setter!(@ $t, $vis $key preconditions [concat!("Adds to `", stringify!($key), "`."), "", $($doc),+]);
    };
    ($t:lifetime, $vis:vis $key:ident $kept:ident [$($doc:expr),+]) => {
        super::declare::setter!(@ $t, $vis $key $kept [concat!("Sets `", stringify!($key), "`."), "", $($doc),+]);
    };
    (@ $t:lifetime, $vis:vis $key:ident text [$($doc:expr),+]) => {
        $(#[doc = $doc])+
        $vis fn $key(&mut self, $key: impl Into<Cow<$t, str>>) -> &mut Self {
            self.$key = Some($key.into());
            self
        }
    };
    (@ $t:lifetime, $vis:vis $key:ident whole [$($doc:expr),+]) => { super::declare::setter!(@@ $vis $key u32 [$($doc),+]); };
    (@ $t:lifetime, $vis:vis $key:ident number [$($doc:expr),+]) => { super::declare::setter!(@@ $vis $key f64 [$($doc),+]); };
    (@ $t:lifetime, $vis:vis $key:ident truth [$($doc:expr),+]) => { super::declare::setter!(@@ $vis $key bool [$($doc),+]); };
    (@ $t:lifetime, $vis:vis $key:ident preconditions [$($doc:expr),+]) => {
        $(#[doc = $doc])+
        $vis fn $key(&mut self, precondition: impl Into<PreconditionDraft<$t>>) -> &mut Self {
            self.$key.0.push(precondition.into());
            self
        }
    };
    (@ $t:lifetime, $vis:vis $key:ident given_texts [$($doc:expr),+]) => {
        $(#[doc = $doc])+
        $vis fn $key<T: Into<Cow<$t, str>>>(&mut self, $key: impl IntoIterator<Item = T>) -> &mut Self {
            self.$key = Some($key.into_iter().map(Into::into).collect());
            self
        }
    };
    (@ $t:lifetime, $vis:vis $key:ident $texts:ident [$($doc:expr),+]) => {
        $(#[doc = $doc])+
        $vis fn $key<T: Into<Cow<$t, str>>>(&mut self, $key: impl IntoIterator<Item = T>) -> &mut Self {
            self.$key = $key.into_iter().map(Into::into).collect();
            self
        }
    };
    (@@ $vis:vis $key:ident $type:ty [$($doc:expr),+]) => {
        $(#[doc = $doc])+
        $vis fn $key(&mut self, $key: $type) -> &mut Self {
            self.$key = Some($key);
            self
        }
    };
}

macro_rules! maybe {
    () => {
        None
    };
    ($value:literal) => {
        Some($value)
    };
}

pub(super) use {kept, maybe, records, setter};
