// What a branch is called in the curves, on the timeline and in its menu.
#pragma once

#include "ui/session/branches.h"

#include <QString>

namespace lossarium::ui {

/// "learning rate 0.97", or where it does nothing otherwise "from epoch 100". `present` are the settings at
/// the head of the present run.
QString branchName(const Branch& branch, const Branches& branches, const Experiment& present);
/// With how far it went: "learning rate 0.97, to epoch 400".
QString branchInWords(const Branch& branch, const Branches& branches, const Experiment& present);

}  // namespace lossarium::ui
