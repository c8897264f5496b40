/** The scenes of the workbench, in a real browser: only what people see and press is named. */
import { accountScenes } from './accounts';
import { everywhereScenes } from './everywhere';
import { formScenes } from './forms';
import { newcomerScenes } from './newcomer';
import { setStage } from './stage';
import { zapScenes } from './zaps';

const stage = setStage();

newcomerScenes(stage);
formScenes(stage);
zapScenes(stage);
accountScenes(stage);
everywhereScenes(stage);
