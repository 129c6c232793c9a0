/** A figure drawn for a screen (`wide`) and for a phone (`narrow`); the page shows the one that fits. */
export type Drawing = { wide: string; narrow: string }
