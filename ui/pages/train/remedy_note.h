// What a remedy that was pressed has changed, and once the run is done what came of it.
#pragma once

#include "core/training/diagnosis.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class Session;

/// Seen from the press until the settings are others again: "Degree 15 → 8. Before: validation loss at the
/// end 9573, at its best 810." and then "Degree 15 → 8. Validation loss at the end 9573 → 716.2, at its best
/// 810 → 702." The end is where the run was led, also where the weights of its best epoch were put back.
class RemedyNote : public QWidget {
  Q_OBJECT

 public:
  explicit RemedyNote(Session& session, QWidget* parent = nullptr);

  /// Makes the settings of the remedy, and notes how the run stood.
  void take(const Remedy& remedy);
  void showFrame(const RunFrame& frame);
  /// Empty while there is nothing to tell.
  QString asText() const;

 private:
  /// How a run stood: of its validation rows, or else its training rows.
  struct Standing {
    bool held = false;  ///< there are validation rows
    double last = 0;    ///< after the last step
    double best = 0;    ///< of the best epoch; of training rows that of the last step
    std::int64_t epoch = 0;
    bool ended = false;
    bool restored = false;  ///< the weights of its best epoch are in force
  };
  static Standing standingOf(const RunFrame& frame);

  struct Pressed {
    Remedy remedy;
    QString change;
    Standing before;
    bool comparable = true;  ///< the losses before and after are in one unit
    std::int64_t generation = 0, revision = 0, step = 0;
    std::optional<Standing> after;
  };

  void followSettings();
  bool cameOfIt(const RunFrame& frame) const;
  void tell();
  QString outcome() const;

  Session& session_;
  QLabel* text_;
  QToolButton* run_;
  std::optional<Pressed> pressed_;
};

}  // namespace lossarium::ui
