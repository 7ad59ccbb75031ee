// What a remedy that was pressed has changed, and once the run is done what came of it.
#pragma once

#include "core/training/diagnosis.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace lossarium::ui {

class Session;

/// Seen from the press until the settings are others again: "Degree 15 → 8. Before: validation loss 9573."
/// and then "Degree 15 → 8. Before: validation loss 9573, now 716.2."
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
  /// How the run stood when the remedy was pressed.
  struct Pressed {
    Remedy remedy;
    QString change;
    EpochRecord before;
    bool comparable = true;  ///< the losses before and after are in one unit
    std::int64_t generation = 0, revision = 0, step = 0;
    std::optional<EpochRecord> after;
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
