// What has data that can be edited by hand: a run, or a duel, whose contenders share them.
#pragma once

#include "core/experiment/problem.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace lossarium {
struct RunFrame;
}

namespace lossarium::ui {

class EditableData {
 public:
  virtual ~EditableData() = default;

  /// As built; null before the first.
  virtual std::shared_ptr<const Problem> dataProblem() const = 0;
  /// That the picture of the data shows; null before the first.
  virtual std::shared_ptr<const RunFrame> dataFrame() const = 0;
  /// As wanted, with its edits; it may be still on its way.
  virtual const Choice& wantedData() const = 0;
  /// Whether what is wanted is not built yet.
  virtual bool isBuildingData() const = 0;
  /// All edits of one gesture, named by `gesture`, are undone together.
  virtual void setDataEdits(const std::vector<std::string>& edits, const QString& gesture) = 0;
};

}  // namespace lossarium::ui
