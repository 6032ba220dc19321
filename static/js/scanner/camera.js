// A camera of the phone, its light, and a look at its picture several times a second.
const PAUSE_MS = 60;
const SIDES = ["environment", "user"];

export class Camera {
  constructor(video) {
    this.video = video;
    this.stream = null;
    this.side = SIDES[0];
  }

  get running() {
    return this.stream?.active ?? false;
  }

  async start() {
    if (this.running) return;
    const video = { facingMode: { ideal: this.side }, width: { ideal: 1280 }, height: { ideal: 720 } };
    this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }

  // Front for back, or back for front.
  async turn() {
    this.side = SIDES.find((side) => side !== this.side);
    this.stop();
    await this.start();
  }

  static async count() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput").length;
  }

  get hasTorch() {
    return Boolean(this.stream?.getVideoTracks()[0]?.getCapabilities?.().torch);
  }

  async light(on) {
    await this.stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
  }

  // `look` is awaited before the next look, so that a slow phone is not flooded.
  async watch(look) {
    for (;;) {
      await new Promise((resume) => setTimeout(resume, PAUSE_MS));
      if (this.running && !document.hidden && this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) await look();
    }
  }
}
