//! Writing never destroys: whatever goes wrong, a file that was there is there as it was, or replaced by the whole of the new one.

#![cfg(unix)]

#[path = "support/folder.rs"]
mod own;

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use own::impasse;

const TALKS: &str = "title = \"Talks\"\n[parties.us]\n[measures.lift]\nby = \"us\"\n[[statements]]\nparty = \"us\"\noffers = \"lift\"\n";

/// A folder of its own for a test, empty but for a position file.
fn folder(name: &str) -> PathBuf {
    own::folder("output", name, &[("talks.toml", TALKS)])
}

fn command(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env("IMPASSE", env!("CARGO_BIN_EXE_impasse")).stdin(Stdio::null());
    command
}

/// Runs a line of shell in which `"$IMPASSE"` is the command.
fn shell(folder: &Path, line: &str) -> Output {
    command(folder, "sh", &["-c", line]).output().unwrap()
}

#[track_caller]
fn goes_well(output: &Output) {
    assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(0), ""));
}

/// Expects status 2, and returns what is said.
#[track_caller]
fn fails(output: &Output) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{told}");
    told
}

/// Lists what is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Returns whether a program that a test needs is there; where tests must not be left out, it has to be.
#[expect(clippy::print_stderr, reason = "what is left out is said")]
fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "{program} is missing");
    if !found {
        eprintln!("skipped: {program} is missing");
    }
    found
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_limit_at_any_byte_leaves_the_old_file_whole() {
    if !has("prlimit") {
        return;
    }
    let folder = folder("limit");
    let whole = impasse(&folder, &["convert", "talks.toml", "--to", "json"]).stdout;
    assert!(whole.len() > 100);
    fs::write(folder.join("old.json"), "old").unwrap();
    for limit in 0..whole.len() {
        // A signal would end the command; ignored, the limit is an error like that of a full disk.
        let line = format!("trap '' XFSZ; exec prlimit --fsize={limit}:{limit} \"$IMPASSE\" convert talks.toml --to json -o old.json");
        let told = fails(&shell(&folder, &line));
        assert_eq!(told, "error: cannot write old.json: File too large (os error 27)\n", "{limit}");
        assert_eq!(fs::read_to_string(folder.join("old.json")).unwrap(), "old", "{limit}");
        assert_eq!(names(&folder), ["old.json", "talks.toml"], "{limit}");
    }
    let line = format!("trap '' XFSZ; exec prlimit --fsize={0}:{0} \"$IMPASSE\" convert talks.toml --to json -o old.json", whole.len());
    goes_well(&shell(&folder, &line));
    assert_eq!(fs::read(folder.join("old.json")).unwrap(), whole);
}

#[test]
fn the_signal_of_a_limit_leaves_the_old_file_whole() {
    if !has("prlimit") {
        return;
    }
    let folder = folder("signal");
    fs::write(folder.join("old.json"), "old").unwrap();
    let output = shell(&folder, "exec prlimit --fsize=40:40 \"$IMPASSE\" convert talks.toml --to json -o old.json");
    assert!(!output.status.success());
    assert_eq!(fs::read_to_string(folder.join("old.json")).unwrap(), "old");
}

#[test]
fn a_kill_at_any_moment_leaves_one_of_the_two_whole() {
    let folder = folder("kill");
    let mut text = TALKS.to_owned();
    for number in 0..6_000 {
        text.push_str(&format!("[[statements]]\nparty = \"us\"\noffers = \"lift\"\nquote = \"{number} {}\"\n", "word ".repeat(30)));
    }
    fs::write(folder.join("talks.toml"), text).unwrap();
    let convert = ["convert", "talks.toml", "--to", "json", "-o", "out.json"];
    let began = Instant::now();
    goes_well(&impasse(&folder, &convert));
    let takes = began.elapsed();
    let (target, new) = (folder.join("out.json"), fs::read(folder.join("out.json")).unwrap());
    let old = "old ".repeat(100_000);
    // The moments are spread evenly: as good as any chance, and the same each time.
    let rounds = 36;
    let mut killed = 0;
    for round in 0..rounds {
        fs::write(&target, &old).unwrap();
        let mut child = command(&folder, env!("CARGO_BIN_EXE_impasse"), &convert).stderr(Stdio::null()).spawn().unwrap();
        if round % 2 == 0 {
            std::thread::sleep(takes * round / rounds);
            let signal = ["-KILL", "-INT", "-TERM"][(round / 2 % 3) as usize];
            // It may have ended already.
            Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
        } else {
            // In the middle of writing, as long as that can be seen.
            let patience = Instant::now() + takes * 2;
            while names(&folder).len() < 3 && Instant::now() < patience && child.try_wait().unwrap().is_none() {}
            let _ = child.kill();
        }
        killed += usize::from(child.wait().unwrap().signal().is_some());
        let found = fs::read(&target).unwrap();
        assert!(found == old.as_bytes() || found == new, "round {round}: {} bytes", found.len());
        for left in names(&folder).iter().filter(|name| name.starts_with(".impasse-")) {
            fs::remove_file(folder.join(left)).unwrap();
        }
        assert_eq!(names(&folder), ["out.json", "talks.toml"]);
    }
    assert!(killed > 0, "none of {rounds} was killed");
}

#[test]
fn permissions_are_kept_and_new_files_have_the_usual_ones() {
    let folder = folder("permissions");
    let target = folder.join("out.json");
    for bits in [0o600, 0o640, 0o664, 0o755] {
        fs::write(&target, "old").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(bits)).unwrap();
        goes_well(&impasse(&folder, &["convert", "talks.toml", "--to", "json", "-o", "out.json"]));
        assert_eq!(mode(&target), bits);
    }
    for (mask, bits) in [("022", 0o644), ("077", 0o600), ("002", 0o664)] {
        fs::remove_file(&target).unwrap();
        goes_well(&shell(&folder, &format!("umask {mask}; exec \"$IMPASSE\" convert talks.toml --to json -o out.json")));
        assert_eq!(mode(&target), bits, "{mask}");
    }
}

#[test]
fn what_may_not_be_written_to_stays() {
    let folder = folder("read-only");
    let told = fails(&impasse(&folder, &["convert", "talks.toml", "--to", "json", "-o", "none/out.json"]));
    assert!(told.starts_with("error: cannot write none/out.json: no new file can be made in its folder: No such file"), "{told}");
    let told = fails(&impasse(&folder, &["convert", "talks.toml", "--to", "json", "-o", "."]));
    assert!(told.starts_with("error: cannot write .: Is a directory"), "{told}");
    if !has("setpriv") {
        return;
    }
    fs::write(folder.join("old.json"), "old").unwrap();
    // Root may write everywhere, unless that is taken away.
    let line = "exec setpriv --bounding-set=-dac_override \"$IMPASSE\" convert talks.toml --to json -o old.json";
    let line = if shell(&folder, "test $(id -u) = 0").status.success() { line } else { &line[line.find("\"$").unwrap()..] };
    fs::set_permissions(folder.join("old.json"), fs::Permissions::from_mode(0o444)).unwrap();
    let told = fails(&shell(&folder, line));
    assert!(told.starts_with("error: cannot write old.json: Permission denied"), "{told}");
    fs::set_permissions(folder.join("old.json"), fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let told = fails(&shell(&folder, line));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(told.starts_with("error: cannot write old.json: no new file can be made in its folder: Permission denied"), "{told}");
    assert_eq!(fs::read_to_string(folder.join("old.json")).unwrap(), "old");
    assert_eq!(names(&folder), ["old.json", "talks.toml"]);
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_replaced() {
    let folder = folder("links");
    let convert = |out: &str| impasse(&folder, &["convert", "talks.toml", "--to", "json", "-o", out]);
    fs::create_dir(folder.join("inner")).unwrap();
    fs::write(folder.join("inner/real.json"), "old").unwrap();
    symlink("real.json", folder.join("inner/second")).unwrap();
    symlink("inner/second", folder.join("first")).unwrap();
    goes_well(&convert("first"));
    assert!(fs::read_to_string(folder.join("inner/real.json")).unwrap().contains("Talks"));
    assert_eq!(fs::read_link(folder.join("first")).unwrap(), Path::new("inner/second"));
    assert_eq!(fs::read_link(folder.join("inner/second")).unwrap(), Path::new("real.json"));

    symlink(folder.join("inner/new.json"), folder.join("dangling")).unwrap();
    goes_well(&convert("dangling"));
    assert!(fs::read_to_string(folder.join("inner/new.json")).unwrap().contains("Talks"));
    assert!(fs::symlink_metadata(folder.join("dangling")).unwrap().is_symlink());

    symlink("circle-b", folder.join("circle-a")).unwrap();
    symlink("circle-a", folder.join("circle-b")).unwrap();
    let told = fails(&convert("circle-a"));
    assert_eq!(told, "error: cannot write circle-a: its links lead in a circle, or are too many\n");
    assert_eq!(names(&folder.join("inner")), ["new.json", "real.json", "second"]);
}

#[test]
fn what_is_no_plain_file_is_written_directly() {
    let folder = folder("special");
    let whole = impasse(&folder, &["convert", "talks.toml", "--to", "json"]).stdout;
    goes_well(&shell(&folder, "mkfifo pipe && { cat pipe > read.json & \"$IMPASSE\" convert talks.toml --to json -o pipe; wait; }"));
    assert_eq!(fs::read(folder.join("read.json")).unwrap(), whole);
    assert!(fs::symlink_metadata(folder.join("pipe")).unwrap().file_type().is_fifo());

    goes_well(&impasse(&folder, &["convert", "talks.toml", "--to", "json", "-o", "/dev/null"]));
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    if Path::new("/dev/full").exists() {
        let told = fails(&impasse(&folder, &["convert", "talks.toml", "--to", "json", "-o", "/dev/full"]));
        assert!(told.starts_with("error: cannot write /dev/full: No space left on device"), "{told}");
        assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
    }
}

#[test]
fn standard_output_by_any_name_goes_on_where_it_is() {
    let folder = folder("standard-output");
    let whole = String::from_utf8(impasse(&folder, &["convert", "talks.toml", "--to", "json"]).stdout).unwrap();
    for name in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        if name.starts_with("/proc") && !Path::new(name).exists() {
            continue;
        }
        let output = impasse(&folder, &["convert", "talks.toml", "--to", "json", "-o", name]);
        goes_well(&output);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), whole, "{name}");
        let line = format!("{{ echo head; \"$IMPASSE\" convert talks.toml --to json -o {name}; echo tail; }} > all");
        goes_well(&shell(&folder, &line));
        assert_eq!(fs::read_to_string(folder.join("all")).unwrap(), format!("head\n{whole}tail\n"), "{name}");
    }
    assert_eq!(names(&folder), ["all", "talks.toml"]);
    let output = shell(&folder, "\"$IMPASSE\" convert talks.toml --to json -o /dev/stdout | true");
    goes_well(&output);
}
