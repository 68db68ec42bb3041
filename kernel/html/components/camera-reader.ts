import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';

export type CameraReader = {
  /** Name of the field of the same form that takes what was read. */
  readonly field: string;
  /** How the text of a wanted QR code begins. */
  readonly begins: string;
  readonly label: string;
  readonly close: string;
  /** Stands below the picture. */
  readonly hold: string;
  /** Said while the camera sees a QR code of another kind. */
  readonly other: string;
  /** Said when there is no camera or no leave to use it. */
  readonly failed: string;
};

/** Stands inside a form: a button that reads a QR code by the camera into a field and sends the form. Without a script or a camera nothing is there, so the field must do by itself. The view says `camera: true`. */
export function cameraReader(input: CameraReader): Html {
  const hidden = attributes({ hidden: true });
  const open = html`<button class="kern-btn kern-btn--secondary" type="button" data-open${hidden}><span class="kern-label">${input.label}</span></button>`;
  const close = html`<button class="kern-btn kern-btn--secondary" type="button" data-close><span class="kern-label">${input.close}</span></button>`;
  return html`<a-camera class="a-camera" data-field="${input.field}" data-begins="${input.begins}">${open}<div class="a-camera__view" data-view${hidden}><video class="a-camera__picture" muted playsinline aria-label="${input.label}"></video><p class="kern-body a-text">${input.hold}</p><p class="kern-body a-text" role="status" data-other${hidden}>${input.other}</p>${close}</div><p class="kern-body a-text" role="alert" data-failed${hidden}>${input.failed}</p></a-camera>`;
}
