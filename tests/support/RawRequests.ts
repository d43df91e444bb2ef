// Requests as bytes, for RawSocket.

// `headers`: whole lines with their line ends.
export function get(path: string, headers = ""): string {
    return `GET ${path} HTTP/1.1\r\nHost: klinik.example\r\n${headers}\r\n`;
}

export function post(path: string, headers: string, body: string): string {
    return `POST ${path} HTTP/1.1\r\nHost: klinik.example\r\n${headers}\r\n${body}`;
}
