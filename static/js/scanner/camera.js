// The camera at the back of the phone, its light, and a look at its picture several times a second.
const PAUSE_MS = 90;
const WANTED = { video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };

export class Camera {
  constructor(video) {
    this.video = video;
    this.stream = null;
  }

  get running() {
    return this.stream?.active ?? false;
  }

  async start() {
    if (this.running) return;
    this.stream = await navigator.mediaDevices.getUserMedia(WANTED);
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
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
