//! The programs in `examples` write what is kept beside them in `examples/output`.
//!
//! With `IMPASSE_BLESS=1` in the environment what is kept is written anew, to be read before it is committed.

use std::fs;

#[path = "../examples/analysis.rs"]
#[expect(dead_code, unreachable_pub, reason = "an example is a program of its own")]
mod analysis;
#[path = "../examples/build_a_negotiation.rs"]
#[expect(dead_code, unreachable_pub, reason = "an example is a program of its own")]
mod build_a_negotiation;
#[path = "../examples/explain_a_step.rs"]
#[expect(dead_code, unreachable_pub, reason = "an example is a program of its own")]
mod explain_a_step;
#[path = "../examples/report_as_json.rs"]
#[expect(dead_code, unreachable_pub, reason = "an example is a program of its own")]
mod report_as_json;
#[path = "../examples/walk_the_deadlocks.rs"]
#[expect(dead_code, unreachable_pub, reason = "an example is a program of its own")]
mod walk_the_deadlocks;

#[track_caller]
fn compare(name: &str, written: Vec<u8>) {
    let written = String::from_utf8(written).expect("the output is text");
    let kept = format!("examples/output/{name}.txt");
    if std::env::var_os("IMPASSE_BLESS").is_some() {
        fs::write(&kept, &written).expect("the output can be kept");
    }
    assert_eq!(written, fs::read_to_string(&kept).expect("the output is kept"), "{kept}");
}

macro_rules! test_outputs {
    ($($name:ident)*) => {
        const TESTED: &[&str] = &[$(stringify!($name)),*];
        $(#[test]
        fn $name() {
            let mut written = Vec::new();
            $name::run(&mut written).expect("the example runs");
            compare(stringify!($name), written);
        })*
    };
}

test_outputs! { analysis build_a_negotiation explain_a_step report_as_json walk_the_deadlocks }

#[test]
fn every_example_is_tested() {
    for entry in fs::read_dir("examples").expect("there are examples") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|end| end == "rs") {
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            assert!(TESTED.contains(&&*name), "{name} is not tested");
        }
    }
}
