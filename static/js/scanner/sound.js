// Two tones up: come in. One tone twice: look at the screen. Two tones down: stop. Felt in the hand as well.
const TUNES = { accepted: [660, 990], warned: [660, 660], again: [440, 440] };
const STOP = [330, 220];
const SHAKES = { accepted: [60], warned: [60, 60, 60] };
const TONE_S = 0.11;

let output = null;

export function sound(result) {
  navigator.vibrate?.(SHAKES[result] ?? [180, 80, 180]);
  try {
    output ??= new AudioContext();
    output.resume();
    (TUNES[result] ?? STOP).forEach((pitch, turn) => play(pitch, output.currentTime + turn * TONE_S));
  } catch {
    // A phone without sound still shows colour, symbol and words.
  }
}

function play(pitch, at) {
  const tone = output.createOscillator();
  const loudness = output.createGain();
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.2, at);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + TONE_S);
  tone.connect(loudness).connect(output.destination);
  tone.start(at);
  tone.stop(at + TONE_S);
}
