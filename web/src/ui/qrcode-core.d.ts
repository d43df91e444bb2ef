// The core of the package alone: its main module brings renderers that this program does not use.
declare module "qrcode/lib/core/qrcode.js" {
    export { create } from "qrcode";
}
