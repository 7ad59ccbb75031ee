// What must be said of the optimiser's settings, below them.
#pragma once

#include <QLabel>

namespace lossarium::ui {

class Session;

/// Settings that hinder the run, where a schedule that nobody chose comes from, and up to which learning rate
/// steps are stable where the surface was cut: before a run that is its start. Hidden where there is nothing
/// to say.
class OptimizerNote : public QLabel {
  Q_OBJECT

 public:
  explicit OptimizerNote(Session& session, QWidget* parent = nullptr);

  void follow();
  /// Whether it may show.
  void setExplained(bool explained);

 private:
  QString ofTheSettings() const;
  QString ofTheSchedule() const;
  QString ofTheRate() const;

  Session& session_;
  bool explained_ = true;
};

}  // namespace lossarium::ui
