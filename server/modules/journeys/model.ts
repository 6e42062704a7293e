export type JourneyStatus = 'running' | 'paused' | 'stopped';
export type Arm = 'treated' | 'holdout';
export type RunState = 'active' | 'converted' | 'finished' | 'exited' | 'stopped';

/** Why a run is over. Stable codes, kept on the run and on the customer's timeline. */
export type EndReason =
  /** Ordered within the goal window. */
  | 'goal'
  /** Ordered after the window, with steps still to come. */
  | 'came_late'
  /** An order from before entry became known, and the customer would not have entered. */
  | 'no_longer_matches'
  | 'window_over'
  | 'journey_stopped';

/** A journey that was started at least once. */
export interface StartedJourney {
  journey: string;
  status: JourneyStatus;
  /** Programme version at the last start. */
  programmeVersion: number;
  startedAt: Date;
  startedBy: string;
  stoppedAt: Date | null;
  checkedAt: Date | null;
}

/** One customer's way through a journey. */
export interface Run {
  id: string;
  customerId: string;
  journey: string;
  programmeVersion: number;
  arm: Arm;
  /** What is done next, at wakeAt; null once all steps are done and the run is only watched. */
  step: string | null;
  enteredAt: Date;
  goalUntil: Date;
}

/** A placed order as the timeline tells it. */
export interface PlacedOrder {
  customerId: string;
  orderId: string;
  placedAt: Date;
  total: number;
}

export const sourceOfJourney = (journey: string): string => `journey:${journey}`;
