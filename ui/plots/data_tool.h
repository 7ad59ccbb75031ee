// What a press in the data does.
#pragma once

namespace lossarium::ui {

enum class DataTool {
  inspect,  ///< nothing: the pointer reads points
  edit,     ///< adds, moves and, with the right button, removes one
  brush,    ///< sprays several
};

}  // namespace lossarium::ui
