// QR codes out of pictures. The decoder is loaded from our own server only: it must be told where from.
const LONGEST_SIDE = 720;

export class Reader {
  constructor(module) {
    this.module = module;
    this.canvas = document.createElement("canvas");
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  static async load({ reader, wasm }) {
    const module = await import(reader);
    await module.prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
    return new Reader(module);
  }

  // The text of a code in the middle of the video's picture, or "".
  async read(video) {
    const side = Math.min(video.videoWidth, video.videoHeight);
    if (!side) return "";
    const drawn = Math.min(side, LONGEST_SIDE);
    if (this.canvas.width !== drawn) this.canvas.width = this.canvas.height = drawn;
    const left = (video.videoWidth - side) / 2;
    const top = (video.videoHeight - side) / 2;
    this.pen.drawImage(video, left, top, side, side, 0, 0, drawn, drawn);
    const picture = this.pen.getImageData(0, 0, drawn, drawn);
    const found = await this.module.readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found.find((code) => code.isValid && code.text)?.text ?? "";
  }
}
