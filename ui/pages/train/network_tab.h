// The tab that looks into a network: what each unit makes of the data, and how they are connected.
#pragma once

#include "ui/pages/train/run_tab.h"

class QLabel;
class QStackedLayout;

namespace lossarium {
struct Dataset;
}

namespace lossarium::ui {

class NetworkView;
class Session;
class Stepper;

/// While it is seen it asks the run for what the units give.
class NetworkTab : public RunTab {
  Q_OBJECT

 public:
  explicit NetworkTab(Session& session, QWidget* parent = nullptr);

  QString title() const override;
  QString hint() const override;
  void showFrame(const RunFrame& frame) override;
  QString asText() const override;
  void setTheme(const Theme& theme) override;

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeInvitation();
  void invite(bool fits);
  QWidget* makeNetwork();
  Stepper* makeStepper(const QString& name, const char* key);

  Session& session_;
  NetworkView* view_;
  Stepper *layers_, *units_;
  QLabel* larger_;  ///< how to see more of it
  QWidget *invitation_, *network_;
  QStackedLayout* stack_;
};

}  // namespace lossarium::ui
