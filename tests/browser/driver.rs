//! A headless Chromium, asked through its DevTools protocol.
//!
//! Takes pages on disk; gives what expressions in them evaluate to, what they complained of, and every
//! address they asked for.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket, client};

/// How long to wait for the browser, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// Names under which Chromium is installed.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
];

/// Where Chromium is, by `REFRAIN_CHROMIUM` or on the path.
pub(crate) fn installed() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("REFRAIN_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// A browser with one page.
pub(crate) struct Browser {
    child: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    last: u64,
    /// Errors of the console and exceptions, in words.
    pub(crate) complaints: Vec<String>,
    /// Addresses that pages asked for.
    pub(crate) requests: Vec<String>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts Chromium with an empty page.
    pub(crate) fn start(program: &Path) -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let child = Command::new(program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Chromium starts");
        let (port, path) = address(&profile.path().join("DevToolsActivePort"));
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the port of Chromium");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let place = format!("ws://127.0.0.1:{port}{path}");
        let (socket, _) = client(place, stream).expect("a web socket");
        let mut browser = Self {
            child,
            socket,
            session: String::new(),
            last: 0,
            complaints: Vec::new(),
            requests: Vec::new(),
            _profile: profile,
        };
        browser.attach();
        browser
    }

    fn attach(&mut self) {
        let made = self.ask("Target.createTarget", &json!({ "url": "about:blank" }));
        let own = json!({ "targetId": made["targetId"], "flatten": true });
        let attached = self.ask("Target.attachToTarget", &own);
        self.session = attached["sessionId"]
            .as_str()
            .expect("a session")
            .to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.ask(&format!("{domain}.enable"), &json!({}));
        }
    }

    /// Opens a file and waits until it is loaded.
    pub(crate) fn open(&mut self, file: &Path) {
        self.go(&format!("file://{}", file.display()));
    }

    fn go(&mut self, address: &str) {
        self.ask("Page.navigate", &json!({ "url": address }));
        let began = Instant::now();
        while self.value("document.readyState") != "complete"
            || self.value("location.href") == "about:blank"
        {
            assert!(began.elapsed() < PATIENCE, "{address} does not load");
            sleep(Duration::from_millis(20));
        }
    }

    /// The size of the window, in CSS pixels.
    pub(crate) fn resize(&mut self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Light or dark.
    pub(crate) fn prefer(&mut self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.ask(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        );
    }

    /// Whether pages opened from now on run scripts.
    pub(crate) fn run_scripts(&mut self, run: bool) {
        self.ask(
            "Emulation.setScriptExecutionDisabled",
            &json!({ "value": !run }),
        );
    }

    /// Waits until an expression is true.
    pub(crate) fn wait_for(&mut self, expression: &str) {
        let began = Instant::now();
        while self.value(expression) != true {
            assert!(began.elapsed() < PATIENCE, "not true: {expression}");
            sleep(Duration::from_millis(20));
        }
    }

    /// Opens a file at a place in it.
    pub(crate) fn open_at(&mut self, file: &Path, place: &str) {
        self.go(&format!("file://{}{place}", file.display()));
    }

    /// What an expression evaluates to, or what its promise comes to.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let own = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let found = self.ask("Runtime.evaluate", &own);
        assert!(found["exceptionDetails"].is_null(), "{expression}: {found}");
        found["result"]["value"].clone()
    }

    /// The page as PDF, base64.
    pub(crate) fn print(&mut self) -> String {
        let printed = self.ask("Page.printToPDF", &json!({ "printBackground": true }));
        printed["data"].as_str().expect("a document").to_owned()
    }

    /// Asks the browser, and notes what it tells by the way.
    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket
            .send(Message::text(message.to_string()))
            .expect("sent");
        loop {
            let Message::Text(text) = self.socket.read().expect("an answer") else {
                continue;
            };
            let told: Value = serde_json::from_str(&text).expect("JSON");
            if told["id"] == self.last {
                assert!(told["error"].is_null(), "{method}: {told}");
                return told["result"].clone();
            }
            self.note(&told);
        }
    }

    fn note(&mut self, event: &Value) {
        let own = &event["params"];
        match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => self.complaints.push(own.to_string()),
            Some("Log.entryAdded") => self.complaints.push(own["entry"].to_string()),
            Some("Runtime.consoleAPICalled") if own["type"] == "error" => {
                self.complaints.push(own.to_string());
            }
            Some("Network.requestWillBeSent") => {
                let address = own["request"]["url"].as_str().unwrap_or_default();
                self.requests.push(address.to_owned());
            }
            Some("Page.javascriptDialogOpening") => self.complaints.push(own.to_string()),
            _ => {}
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port and the path that Chromium writes when it is ready.
fn address(file: &Path) -> (u16, String) {
    let began = Instant::now();
    loop {
        let text = fs::read_to_string(file).unwrap_or_default();
        if let Some((port, path)) = text.split_once('\n')
            && let Ok(port) = port.parse()
            && !path.trim().is_empty()
        {
            return (port, path.trim().to_owned());
        }
        assert!(began.elapsed() < PATIENCE, "Chromium does not get ready");
        sleep(Duration::from_millis(20));
    }
}
