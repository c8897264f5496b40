/** The scenes of the workbench, in a real browser: only what people see and press is named. */
import { formScenes } from './forms';
import { newcomerScenes } from './newcomer';
import { setStage } from './stage';

const stage = setStage();

newcomerScenes(stage);
formScenes(stage);
